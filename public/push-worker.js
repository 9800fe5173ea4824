// Shows the push messages of Roomkeeper, and opens their page. It stores nothing and answers no requests.

self.addEventListener("push", (event) => {
  const { title = "Roomkeeper", body = "", path = "/" } = readMessage(event.data);
  const shown = self.registration.showNotification(title, { body, tag: path, data: { path } });
  event.waitUntil(shown);
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const { origin } = self.location;
  const url = new URL(event.notification.data?.path ?? "/", origin);
  // Only pages of this site, whatever the message says.
  event.waitUntil(self.clients.openWindow(url.origin === origin ? url.href : origin));
});

function readMessage(data) {
  try {
    return data?.json() ?? {};
  } catch {
    return {};
  }
}
