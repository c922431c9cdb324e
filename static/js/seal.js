// Close a record with the house's public key: what waits on the tablet cannot be read there.
// The same construction as `feedback/kiosk/sealing.py`: P-256, HKDF-SHA-256, AES-256-GCM.

const INFO = new TextEncoder().encode("vive-voix outbox 1");
const CURVE = { name: "ECDH", namedCurve: "P-256" };

/** @param {string} text @returns {Uint8Array<ArrayBuffer>} */
function bytes(text) {
  return Uint8Array.from(atob(text), (one) => one.charCodeAt(0));
}

/** @param {ArrayBuffer | Uint8Array} buffer */
function base64(buffer) {
  let text = "";
  for (const byte of new Uint8Array(buffer)) text += String.fromCharCode(byte);
  return btoa(text);
}

/**
 * @param {{name: string, point: string}} house its public key
 * @param {string} uuid authenticated with the content
 * @param {object} content
 * @returns {Promise<{uuid: string, key: string, point: string, iv: string, box: string}>}
 */
export async function seal(house, uuid, content) {
  const subtle = crypto.subtle;
  const theirs = await subtle.importKey("raw", bytes(house.point), CURVE, false, []);
  const mine = await subtle.generateKey(CURVE, true, ["deriveBits"]);
  const shared = await subtle.deriveBits({ name: "ECDH", public: theirs }, mine.privateKey, 256);
  const point = await subtle.exportKey("raw", mine.publicKey);
  const start = await subtle.importKey("raw", shared, "HKDF", false, ["deriveKey"]);
  const key = await subtle.deriveKey(
    { name: "HKDF", hash: "SHA-256", salt: point, info: INFO }, start,
    { name: "AES-GCM", length: 256 }, false, ["encrypt"],
  );
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder();
  const box = await subtle.encrypt(
    { name: "AES-GCM", iv, additionalData: text.encode(uuid) }, key,
    text.encode(JSON.stringify(content)),
  );
  return { uuid, key: house.name, point: base64(point), iv: base64(iv), box: base64(box) };
}
