const addresses = new WeakMap<Request, string>();

/** Notes from where a request came, for servers that see its socket. */
export function noteAddress(request: Request, address: string | undefined): void {
  if (address !== undefined) addresses.set(request, address);
}

/**
 * From where a request came: its socket's address, or behind a proxy that is trusted the last address that one has added to
 * X-Forwarded-For. Undefined where nobody can say.
 */
export function addressOf(request: Request, trustsProxy: boolean): string | undefined {
  if (trustsProxy) {
    const last = request.headers.get("x-forwarded-for")?.split(",").at(-1)?.trim();
    if (last) return withoutPort(last);
  }
  return addresses.get(request);
}

/** Some proxies add the port that a request came from, which changes with every connection: `192.0.2.1:50000`, `[2001:db8::1]:50000`. */
function withoutPort(address: string): string {
  const [, ipv4, ipv6] = /^(?:([\d.]+)(?::\d+)?|\[([^\]]+)\](?::\d+)?)$/.exec(address) ?? [];
  return ipv4 ?? ipv6 ?? address;
}
