// Load htmx once: from the CDN with integrity, or after an error or two seconds our own copy.
/** @type {HTMLScriptElement} */
const self = document.querySelector("script[data-htmx-local]");
const { htmxCdn: cdn, htmxLocal: local, htmxIntegrity: integrity } = self.dataset;
let done = false;

/** @param {string} address @param {boolean} ours */
function insert(address, ours) {
  const script = document.createElement("script");
  script.src = address;
  if (!ours) {
    script.integrity = integrity;
    script.crossOrigin = "anonymous";
    script.onerror = fallBack;
  }
  script.onload = () => {
    done = true;
    document.documentElement.dataset.htmx = ours ? "local" : "cdn";
  };
  document.head.append(script);
  return script;
}

let first = null;
function fallBack() {
  if (done) return;
  done = true;
  first?.remove();
  insert(local, true);
}

if (cdn) {
  first = insert(cdn, false);
  setTimeout(() => { if (!window.htmx) fallBack(); }, 2000);
} else {
  insert(local, true);
}
