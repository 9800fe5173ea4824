import "next/dist/server/node-environment-baseline";

import { RequestCookies } from "next/dist/compiled/@edge-runtime/cookies";
import { workAsyncStorage } from "next/dist/server/app-render/work-async-storage.external";
import { workUnitAsyncStorage } from "next/dist/server/app-render/work-unit-async-storage.external";
import { HeadersAdapter } from "next/dist/server/web/spec-extension/adapters/headers";
import { RequestCookiesAdapter } from "next/dist/server/web/spec-extension/adapters/request-cookies";
import { AppRouterContext } from "next/dist/shared/lib/app-router-context.shared-runtime";
import type { ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";

/** A page or a layout as its file exports it. */
export type PageOf = (props: {
  params: Promise<Record<string, string>>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
  children?: ReactNode;
}) => ReactNode | Promise<ReactNode>;

export interface OpenedPage {
  /** 200 with its markup, 307 with where it leads, or 404. */
  status: 200 | 307 | 404;
  text: string;
}

const router = {
  ...{ back() {}, forward() {}, refresh() {}, push() {}, replace() {}, prefetch() {} },
  bfcacheId: "0",
} as never;

/**
 * Opens a page as Next does for one request: in its request scope, with the cookies of a browser, and draws it. Whatever Next
 * would answer with 500 is thrown.
 */
export async function openPage(
  page: PageOf,
  request: {
    cookie?: string | null;
    params?: Record<string, string>;
    search?: Record<string, string | string[] | undefined>;
  },
): Promise<OpenedPage> {
  const headers = new Headers(request.cookie ? { cookie: request.cookie } : {});
  const work = { route: "/", forceStatic: false, dynamicShouldError: false };
  const unit = {
    type: "request",
    phase: "render",
    headers: HeadersAdapter.seal(headers),
    cookies: RequestCookiesAdapter.seal(new RequestCookies(headers) as never),
  };
  return workAsyncStorage.run(work as never, () =>
    workUnitAsyncStorage.run(unit as never, async () => {
      try {
        const drawn = await page({
          params: Promise.resolve(request.params ?? {}),
          searchParams: Promise.resolve(request.search ?? {}),
        });
        const text = renderToStaticMarkup(
          <AppRouterContext.Provider value={router}>{drawn}</AppRouterContext.Provider>,
        );
        return { status: 200, text };
      } catch (error) {
        const digest = String((error as { digest?: unknown } | null)?.digest ?? "");
        if (digest.startsWith("NEXT_REDIRECT")) {
          return { status: 307, text: digest.split(";")[2] ?? "" };
        }
        if (digest === "NEXT_HTTP_ERROR_FALLBACK;404") return { status: 404, text: "" };
        throw error;
      }
    }),
  );
}
