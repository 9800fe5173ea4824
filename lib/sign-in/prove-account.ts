import { openPlex } from "@/lib/plex/open-plex";
import { type PlexAccount, PlexFailure, type PlexPin } from "@/lib/plex/plex";
import { env } from "@/lib/runtime/env";
import type { Services } from "@/lib/runtime/services";
import type { SignInProblem } from "./sign-in-problem";

/** A sign-in was stopped; contains the reason and, if it is known, the account. */
export class SignInStopped extends Error {
  readonly problem: SignInProblem;
  readonly account: PlexAccount | undefined;

  constructor(problem: SignInProblem, account?: PlexAccount) {
    super(problem);
    this.name = "SignInStopped";
    this.problem = problem;
    this.account = account;
  }
}

/**
 * Gets the account that claimed the PIN from Plex, with the token of this sign-in. The token is then signed out and not stored. Throws
 * `SignInStopped`.
 */
export async function proveAccount(services: Services, pin: PlexPin): Promise<PlexAccount> {
  const plex = await openPlex(services);
  let token: string | null = null;
  try {
    token = await plex.readToken(pin);
    if (token === null) throw new SignInStopped("not_finished");
    const account = await plex.readAccount(token);
    const { plexMachineId } = env();
    if (plexMachineId && !(await plex.hasServer(token, plexMachineId))) {
      throw new SignInStopped("not_allowed", account);
    }
    return account;
  } catch (error) {
    if (error instanceof PlexFailure) {
      throw new SignInStopped(error.code === "rate_limited" ? "busy" : error.code);
    }
    throw error;
  } finally {
    if (token !== null) await plex.forget(token);
  }
}
