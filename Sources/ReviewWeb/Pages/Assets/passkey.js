"use strict";
// A form with what an authenticator is to be asked for. The script asks, and sends the form with the answer.
(() => {
  const form = document.querySelector("form[data-passkey]");
  if (!form || !window.PublicKeyCredential || !navigator.credentials) return;
  const wish = JSON.parse(form.dataset.passkey);
  const button = form.querySelector("button");
  const failed = form.querySelector("[role=alert]");
  const hint = form.querySelector(".hint");

  const bytes = (text) => Uint8Array.from(atob(text.replace(/-/g, "+").replace(/_/g, "/")), (letter) => letter.charCodeAt(0));
  const text = (buffer) => btoa(Array.from(new Uint8Array(buffer), (byte) => String.fromCharCode(byte)).join(""))
    .replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");

  const options = wish.publicKey;
  options.challenge = bytes(options.challenge);
  if (options.user) options.user.id = bytes(options.user.id);
  ["excludeCredentials", "allowCredentials"].forEach((list) => {
    (options[list] || []).forEach((credential) => { credential.id = bytes(credential.id); });
  });

  function fill(name, buffer) { form.elements[name].value = buffer ? text(buffer) : ""; }

  form.hidden = false;
  button.hidden = false;
  if (hint) hint.hidden = true;
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    button.disabled = true;
    failed.hidden = true;
    const asked = wish.kind === "create"
      ? navigator.credentials.create({ publicKey: options }) : navigator.credentials.get({ publicKey: options });
    asked.then((credential) => {
      const answer = credential.response;
      fill("id", credential.rawId);
      fill("clientData", answer.clientDataJSON);
      fill("attestation", answer.attestationObject);
      fill("authenticatorData", answer.authenticatorData);
      fill("signature", answer.signature);
      fill("handle", answer.userHandle);
      form.submit();
    }).catch(() => {
      button.disabled = false;
      failed.hidden = false;
    });
  });
})();
