/**
 * What is wrong with an address that is to be an origin, as the end of a sentence; null when nothing is. Roomkeeper serves whole
 * origins: its pages, cookies and the way back from Plex all start at the root of one.
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
    return "is no address";
  }
  if (!/^(?:[\w.-]+|\[[\d.a-f:]+\])$/.test(url.hostname)) return "names no host";
  if (url.username || url.password) return "holds a user name or a password";
  if (url.search || /\?/.test(address)) return "holds a query (?)";
  if (url.hash || /#/.test(address)) return "holds a fragment (#)";
  if (/[^/]/.test(url.pathname))
    return `has a path (${url.pathname}), and Roomkeeper works only at the root of an address`;
  return null;
}
