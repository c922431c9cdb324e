// Load htmx once: from the CDN with integrity, or after an error or two seconds our own copy.
/** @type {HTMLScriptElement} */
const self = document.querySelector("script[data-htmx-local]");
const { htmxCdn: cdn, htmxLocal: local, htmxIntegrity: integrity } = self.dataset;
let chosen = false;

/** Insert the one script, unless it was chosen before. @param {boolean} ours */
function insert(ours) {
  if (chosen && !ours) return;
  chosen = true;
  const script = document.createElement("script");
  script.src = ours ? local : cdn;
  if (!ours) {
    script.integrity = integrity;
    script.crossOrigin = "anonymous";
    script.onerror = () => insert(true);
  }
  script.onload = () => { document.documentElement.dataset.htmx = ours ? "local" : "cdn"; };
  document.head.append(script);
}

if (cdn) {
  // Fetched ahead: unlike a script, that does not hold the page's loading sign while a CDN is silent.
  const ahead = document.createElement("link");
  Object.assign(ahead, { rel: "preload", as: "script", href: cdn, integrity, crossOrigin: "anonymous" });
  const ours = () => { if (!chosen) { ahead.remove(); insert(true); } };
  ahead.onload = () => insert(false);
  ahead.onerror = ours;
  setTimeout(ours, 2000);
  document.head.append(ahead);
} else {
  insert(true);
}
