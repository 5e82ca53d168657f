import { html } from "hono/html";
import type { Seller } from "@/sandbox/etsy/world/model";
import type { Html } from "@/sandbox/kernel/page";
import { button, page } from "@/sandbox/kernel/page";
import type { Authorization } from "./authorization";

const meanings: Record<string, string> = {
  shops_r: "See your shop",
  transactions_r: "See your orders",
  transactions_w: "Complete your orders with tracking",
};

/** Asks which seller is at the keyboard and whether the app may act for them. */
export function consentPage(request: Authorization, sellers: Seller[], query: string): Html {
  const people = sellers.map(
    (seller, index) => html`<div class="tick">
<input type="radio" id="seller-${seller.login}" name="seller" value="${seller.login}" ${index === 0 ? "checked" : ""}>
<label for="seller-${seller.login}">${seller.login} · ${seller.shopName ?? "no shop"}${
      seller.access === "restricted" ? " · addresses withheld" : ""
    }</label></div>`,
  );
  const scopes = request.scopes.map(
    (scope) => html`<div class="tick">
<input type="checkbox" id="scope-${scope}" name="scope" value="${scope}" checked>
<label for="scope-${scope}">${meanings[scope] ?? scope} <span class="soft">${scope}</span></label></div>`,
  );
  const body = html`<p>An application wants to connect to your Etsy account.</p>
<form method="post" action="/oauth/connect?${query}">
<section><h2 id="who">Sign in as</h2><div role="radiogroup" aria-labelledby="who">${people}</div></section>
<section><h2>It may</h2>${scopes}</section>
<div class="actions">
<button type="submit" name="decision" value="allow">Allow</button>
<button type="submit" name="decision" value="deny" class="quiet">Deny</button>
</div>
</form>
<p class="soft">You are sent back to ${request.redirectUri}</p>`;
  return page({ title: "Allow access", site: "Etsy stand-in", body });
}

/** Etsy never redirects to an app that it cannot trust: it shows the reason. */
export function consentErrorPage(problem: string): Html {
  const body = html`<p class="problem" role="alert">${problem}</p>
<p>Nothing was granted, and the application was not told. Check its settings and start again.</p>
<form action="/">${button("To the shops", "quiet")}</form>`;
  return page({ title: "This request cannot be granted", site: "Etsy stand-in", body });
}
