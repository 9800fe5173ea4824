const WORKER = "/push-worker.js";

/** Whether this browser can get push messages, or why not. */
export function pushSupport(): "yes" | "insecure" | "install" | "missing" | "denied" {
  if (!window.isSecureContext) return "insecure";
  const hasPush =
    "serviceWorker" in navigator && "PushManager" in window && "Notification" in window;
  if (hasPush) return Notification.permission === "denied" ? "denied" : "yes";
  // Safari on iPhone and iPad has push messages only in an app on the Home Screen. An iPad calls itself a Mac, with a touch screen.
  const isApple =
    /iPhone|iPad/.test(navigator.userAgent) ||
    (/Macintosh/.test(navigator.userAgent) && navigator.maxTouchPoints > 1);
  return isApple && !matchMedia("(display-mode: standalone)").matches ? "install" : "missing";
}

/** The subscription that this browser has already; null if it has none. */
export async function localSubscription(): Promise<PushSubscription | null> {
  const registration = await navigator.serviceWorker.getRegistration(WORKER);
  return (await registration?.pushManager.getSubscription().catch(() => null)) ?? null;
}

/**
 * Asks the person for permission and the browser for a subscription. Call it in a click, because browsers ask only then. Returns what the
 * server needs, or why there is none.
 */
export async function subscribeHere(
  publicKey: string,
): Promise<{ endpoint: string; p256dh: string; auth: string } | "denied" | "off" | "failed"> {
  const permission = await Notification.requestPermission();
  if (permission === "denied") return "denied";
  if (permission !== "granted") return "off";
  try {
    await navigator.serviceWorker.register(WORKER);
    const { pushManager } = await navigator.serviceWorker.ready;
    // One that was made with another key could not be used.
    await (await pushManager.getSubscription())?.unsubscribe();
    const made = await pushManager.subscribe({
      userVisibleOnly: true,
      applicationServerKey: bytesOf(publicKey),
    });
    const { endpoint, keys } = made.toJSON();
    if (!endpoint || !keys?.p256dh || !keys.auth) return "failed";
    return { endpoint, p256dh: keys.p256dh, auth: keys.auth };
  } catch {
    return "failed";
  }
}

function bytesOf(base64url: string): Uint8Array<ArrayBuffer> {
  const text = atob(base64url.replaceAll("-", "+").replaceAll("_", "/"));
  return Uint8Array.from(text, (letter) => letter.charCodeAt(0));
}
