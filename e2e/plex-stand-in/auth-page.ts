import type { StandInPerson } from "./people";

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.codePointAt(0)};`);
}

/**
 * The page that stands in for app.plex.tv/auth: it reads the `#?` fragment, signs in one of the sample people, and goes to `forwardUrl`.
 * "Not now" goes there too, but without a sign-in, as when a person cancels.
 */
export function authPage(people: readonly StandInPerson[]): string {
  const buttons = people
    .map(({ id, username }) => `<li><button data-id="${id}">${escapeHtml(username)}</button></li>`)
    .join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Plex stand-in</title>
<style>
body { font: 16px/1.5 system-ui, sans-serif; background: #1f2326; color: #eee; margin: 0; }
main { max-width: 26rem; margin: 8vh auto; padding: 0 1.25rem; }
ul { list-style: none; padding: 0; display: grid; grid-template-columns: 1fr 1fr; gap: .5rem; }
button { width: 100%; min-height: 48px; font: inherit; color: #111; background: #ffc947; border: 0;
  border-radius: 6px; cursor: pointer; overflow-wrap: anywhere; }
button.deny { background: #3a4046; color: #eee; }
p { color: #c3c8cc; }
</style></head>
<body><main><h1>Plex stand-in</h1>
<p>This is not Plex. It plays Plex’s part so that everything works offline. Who are you?</p>
<ul>${buttons}</ul><button class="deny">Not now</button><p role="status" id="said"></p></main>
<script>
const given = new URLSearchParams(location.hash.replace(/^#\\??/, ""));
const back = () => { location.href = given.get("forwardUrl"); };
for (const button of document.querySelectorAll("button")) button.onclick = async () => {
  if (!button.dataset.id) return back();
  const reply = await fetch("auth/claim", { method: "POST", body: new URLSearchParams({
    code: given.get("code"), clientID: given.get("clientID"), person: button.dataset.id }) });
  if (reply.ok) back(); else document.getElementById("said").textContent = "This PIN has run out.";
};
</script></body></html>`;
}
