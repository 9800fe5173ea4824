import { randomBytes, randomInt, randomUUID } from "node:crypto";
import type { StandInPerson } from "./people";

interface StandInPin {
  id: number;
  code: string;
  clientIdentifier: string;
  expiresAtMs: number;
  authToken: string | null;
  /** Reads that still answer null after the claim: at Plex the token arrives later than the browser. */
  lagReads: number;
}

interface StandInToken {
  person: StandInPerson;
  clientIdentifier: string;
}

/** PINs and tokens, stored as plex.tv does. */
export class PinStore {
  readonly pins = new Map<number, StandInPin>();
  readonly tokens = new Map<string, StandInToken>();
  /** How many reads after a claim still answer null. */
  lagReads = 0;
  private nextId = randomInt(1_000_000, 2_000_000);

  create(clientIdentifier: string): StandInPin {
    const pin: StandInPin = {
      // Easy to guess, as Plex's are.
      id: this.nextId++,
      code: randomBytes(20).toString("base64url").replace(/[-_]/g, "x").slice(0, 25).toLowerCase(),
      clientIdentifier,
      expiresAtMs: Date.now() + 1_800_000,
      authToken: null,
      lagReads: 0,
    };
    this.pins.set(pin.id, pin);
    return pin;
  }

  /** The PIN, or undefined if it has expired, is unknown or belongs to another client: Plex gives the same answer to all three. */
  read(id: number, clientIdentifier: string, code: string | null): StandInPin | undefined {
    const pin = this.pins.get(id);
    if (!pin || pin.expiresAtMs <= Date.now()) return undefined;
    if (pin.clientIdentifier !== clientIdentifier) return undefined;
    if (code !== null && code !== pin.code) return undefined;
    return pin;
  }

  /** What happens when a person confirms on the sign-in page. A new sign-in of a client replaces its former token. */
  claim(code: string, person: StandInPerson): boolean {
    const pin = [...this.pins.values()].find((candidate) => candidate.code === code);
    if (!pin || pin.expiresAtMs <= Date.now()) return false;
    for (const [token, owner] of this.tokens) {
      const same = owner.person.id === person.id;
      if (same && owner.clientIdentifier === pin.clientIdentifier) this.tokens.delete(token);
    }
    pin.authToken = `plextoken-${randomUUID()}`;
    pin.lagReads = this.lagReads;
    this.tokens.set(pin.authToken, { person, clientIdentifier: pin.clientIdentifier });
    return true;
  }

  expire(id: number): void {
    const pin = this.pins.get(id);
    if (pin) pin.expiresAtMs = 0;
  }
}

/** The reply body of a PIN, with the same fields as Plex's. */
export function pinReply(pin: StandInPin) {
  let { authToken } = pin;
  if (authToken !== null && pin.lagReads > 0) {
    pin.lagReads -= 1;
    authToken = null;
  }
  return {
    id: pin.id,
    code: pin.code,
    product: "Roomkeeper",
    trusted: false,
    clientIdentifier: pin.clientIdentifier,
    location: { code: "XX", country: "Nowhere", city: "Sample", coordinates: "0, 0" },
    expiresIn: Math.max(0, Math.round((pin.expiresAtMs - Date.now()) / 1000)),
    createdAt: new Date(pin.expiresAtMs - 1_800_000).toISOString(),
    expiresAt: new Date(pin.expiresAtMs).toISOString(),
    authToken,
    newRegistration: null,
  };
}
