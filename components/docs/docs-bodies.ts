import type { ReactNode } from "react";
import type { DocsProps } from "./docs-props";
import { Authentication, Errors, Health, Idempotency, Pagination } from "./topics/api-basics";
import { Events, Leases, OperationsOnly, Rooms, Trash } from "./topics/api-reference";
import { DocsOverview } from "./topics/docs-overview";
import { GettingStarted } from "./topics/getting-started";
import { Limits } from "./topics/limits";
import { MovieMatch } from "./topics/moviematch";
import { StorageModule } from "./topics/storage-module";
import { Warnings } from "./topics/warnings";
import { Webhooks } from "./topics/webhooks";

/** The content of each page of the docs, by its address. */
export const DOCS_BODIES: Readonly<Record<string, (props: DocsProps) => ReactNode>> = {
  "/docs": DocsOverview,
  "/docs/moviematch": MovieMatch,
  "/docs/storage": StorageModule,
  "/docs/webhooks": Webhooks,
  "/docs/warnings": Warnings,
  "/docs/api": GettingStarted,
  "/docs/api/authentication": Authentication,
  "/docs/api/idempotency": Idempotency,
  "/docs/api/pagination": Pagination,
  "/docs/api/limits": Limits,
  "/docs/api/errors": Errors,
  "/docs/api/health": Health,
  "/docs/api/rooms": Rooms,
  "/docs/api/ratings": OperationsOnly,
  "/docs/api/matches": OperationsOnly,
  "/docs/api/leases": Leases,
  "/docs/api/trash": Trash,
  "/docs/api/events": Events,
  "/docs/api/batch": OperationsOnly,
  "/docs/api/media": OperationsOnly,
};
