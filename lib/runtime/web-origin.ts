/**
 * What is wrong with an address that must be an origin, as the end of a sentence; null if nothing is wrong. Roomkeeper works only at the
 * root of an origin: its pages, its cookies and the return address for Plex all start there.
 */
export function originProblem(address: string, schemes: readonly string[]): string | null {
  const wanted = schemes.map((scheme) => `${scheme}://`).join(" or ");
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(address)?.[1]?.toLowerCase();
  if (scheme === undefined) return `does not begin with ${wanted}`;
  if (!schemes.includes(scheme)) return `begins with ${scheme}:// instead of ${wanted}`;
  let url: URL;
  try {
    url = new URL(address);
  } catch {
    return "is not an address";
  }
  if (!/^(?:[\w.-]+|\[[\d.a-f:]+\])$/.test(url.hostname)) return "has no host";
  if (url.username || url.password) return "contains a user name or a password";
  if (url.search || /\?/.test(address)) return "contains a query (?)";
  if (url.hash || /#/.test(address)) return "contains a fragment (#)";
  if (/[^/]/.test(url.pathname))
    return `has a path (${url.pathname}), and Roomkeeper works only at the root of an address`;
  return null;
}
