import "next/dist/server/node-environment-baseline";

import type { Metadata } from "next";
import { RequestCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { HeadersAdapter } from "next/dist/server/web/spec-extension/adapters/headers";
import { RequestCookiesAdapter } from "next/dist/server/web/spec-extension/adapters/request-cookies";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import { PathnameContext } from "next/dist/shared/lib/hooks-client-context.shared-runtime";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { type PageVisit, pageVisits, statusOfVisit } from "@/lib/web/pages/page-visit";

/** A page or a layout, as its file exports it. */
export type PageOf = (props: {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
  children?: ReactNode;
}) => ReactNode | Promise<ReactNode>;

export interface OpenedPage {
  /** 200 with its markup, 307 with its target, or 404, with markup if the page itself renders the not-found text. */
  status: 200 | 307 | 404;
  text: string;
}

/** The request of a browser. */
export interface PageRequest {
  cookie?: string | null;
  /** The host that the browser asks, such as 192.168.1.20:3000. */
  host?: string;
  params?: Record<string, string>;
  search?: Record<string, string | string[] | undefined>;
}

/** The other exports that the file of a page or a layout may have. */
export interface HeadOf {
  metadata?: Metadata;
  generateMetadata?(props: ReturnType<typeof propsOf>): Promise<Metadata>;
}

const router = {
  ...{ back() {}, forward() {}, refresh() {}, push() {}, replace() {}, prefetch() {} },
  bfcacheId: "0",
} as never;

/** What Next puts around a page, for parts of it that are rendered alone. */
export function WithRouter({ children }: { children: ReactNode }) {
  return (
    <AppRouterContext.Provider value={router}>
      <PathnameContext.Provider value="/">{children}</PathnameContext.Provider>
    </AppRouterContext.Provider>
  );
}

/**
 * Opens a page as Next does for one request, in its request scope and with the cookies of a browser, and renders it. Errors for which
 * Next would reply 500 are thrown.
 */
export async function openPage(page: PageOf, request: PageRequest): Promise<OpenedPage> {
  const visit: PageVisit = { isDatabaseAway: false, isMissing: false };
  return inScopeOf(request, visit, async () => {
    try {
      const drawn = await page(propsOf(request));
      const text = renderToStaticMarkup(<WithRouter>{drawn}</WithRouter>);
      return { status: statusOfVisit(200, visit) as 200 | 404, text };
    } catch (error) {
      const digest = String((error as { digest?: unknown } | null)?.digest ?? "");
      if (digest.startsWith("NEXT_REDIRECT")) {
        return { status: 307, text: digest.split(";")[2] ?? "" };
      }
      if (digest === "NEXT_HTTP_ERROR_FALLBACK;404") return { status: 404, text: "" };
      throw error;
    }
  });
}

/** The title that a page or a layout gives the document; null if it gives none or redirects. */
export async function titleOf(head: HeadOf, request: PageRequest): Promise<unknown> {
  const visit: PageVisit = { isDatabaseAway: false, isMissing: false };
  return inScopeOf(request, visit, async () => {
    try {
      const made = await head.generateMetadata?.(propsOf(request));
      return (made ?? head.metadata)?.title ?? null;
    } catch (error) {
      const digest = String((error as { digest?: unknown } | null)?.digest ?? "");
      if (digest.startsWith("NEXT_")) return null;
      throw error;
    }
  });
}

function propsOf({ params = {}, search = {} }: PageRequest) {
  return { params: Promise.resolve(params), searchParams: Promise.resolve(search) };
}

function inScopeOf<T>(request: PageRequest, visit: PageVisit, act: () => Promise<T>): Promise<T> {
  const headers = new Headers();
  if (request.cookie) headers.set("cookie", request.cookie);
  if (request.host) headers.set("host", request.host);
  const work = { route: "/", forceStatic: false, dynamicShouldError: false };
  const unit = {
    type: "request",
    phase: "render",
    headers: HeadersAdapter.seal(headers),
    cookies: RequestCookiesAdapter.seal(new RequestCookies(headers) as never),
  };
  return workAsyncStorage.run(work as never, () =>
    workUnitAsyncStorage.run(unit as never, () => pageVisits().run(visit, act)),
  );
}
