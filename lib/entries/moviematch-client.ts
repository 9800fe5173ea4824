/**
 * Stands in front of MovieMatch's own client module (/client/moviematch/client.mjs). An import map leads MovieMatch here, and
 * `moviematch/client.ts` to its own module.
 */
import * as theirs from "moviematch/client.ts";
import { connectClients } from "@/lib/connector/connect-clients";

export * from "moviematch/client.ts";

export const Client = connectClients(theirs);
