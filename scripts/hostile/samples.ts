import { defaultFulfilment } from "@/server/integrations/schema";

/** The ids of one party's rows, or of rows that nobody has. */
export type Ids = {
  customerId: string;
  integrationId: string;
  orderLinkId: string;
  warehouseId: string;
  userId: string;
  webhookKeyId: string;
  invitationId: string;
  sessionId: string;
  organisationId: string;
};

/** The password of everyone in these tests. */
export const everyonesPassword = "lantern orchard mackerel";

const toWarehouse = ({ warehouseId }: Ids) => ({
  rules: [],
  otherwise: { kind: "warehouse", warehouseId },
  importFrom: { kind: "now" },
});
const integrationOf = ({ integrationId }: Ids) => ({ integrationId });
const orderOf = ({ orderLinkId }: Ids) => ({ orderLinkId });
const customerOf = ({ customerId }: Ids) => ({ customerId });
const heldOf = ({ integrationId }: Ids) => ({
  integrationId,
  reason: "no_rule",
  readAt: new Date(),
});

/** A week that is closed for every party. */
export const closedMonday = "2026-01-05";

/** A Monday that has not begun in any zone. */
function mondayToCome(): string {
  const day = new Date(Date.now() + 9 * 86_400_000);
  const back = (day.getUTCDay() + 6) % 7;
  return new Date(day.getTime() - back * 86_400_000).toISOString().slice(0, 10);
}

/**
 * A good input of every procedure of the console, made of ids; null where it takes none. The order is
 * that in which the owner runs them: what ends an order or an integration comes last.
 */
export const samples: Record<string, ((ids: Ids) => unknown) | null> = {
  "integrations.home": null,
  "integrations.customer": customerOf,
  "integrations.get": integrationOf,
  "integrations.newWizard": customerOf,
  "integrations.wizard": integrationOf,
  "integrations.carriers": null,
  "integrations.connectState": integrationOf,
  "orders.list": integrationOf,
  "orders.held": integrationOf,
  "orders.get": ({ integrationId, orderLinkId }) => ({ integrationId, orderLinkId }),
  "orders.outboundOrder": orderOf,
  "orders.productCodes": integrationOf,
  "orders.warehouses": integrationOf,
  "orders.suggestions": orderOf,
  "orders.aliases": integrationOf,
  "orders.aliasUse": ({ integrationId }) => ({ integrationId, sku: "MUG" }),
  "organisation.settings": null,
  "organisation.webhook": null,
  "people.list": null,
  "people.invitations": null,
  "account.get": null,
  "account.organisations": null,
  "account.sessions": null,
  "account.mails": null,
  "billing.access": null,
  "billing.statement": () => ({}),
  "billing.month": () => ({ month: "2026-01" }),
  "billing.previewEnd": integrationOf,
  "billing.priceBook": null,
  "audit.list": ({ userId }) => ({ userId }),
  "audit.filters": null,
  "search.find": ({ integrationId }) => ({ text: integrationId }),

  "integrations.createDraft": ({ customerId }) => ({ customerId, app: "etsy", name: "New" }),
  "integrations.rename": ({ integrationId }) => ({ integrationId, name: "Renamed" }),
  "integrations.startConnect": integrationOf,
  "integrations.saveOrderCreation": (ids) => ({ ...integrationOf(ids), ...toWarehouse(ids) }),
  "integrations.saveFulfilment": (ids) => ({
    ...integrationOf(ids),
    ...defaultFulfilment,
    noteToBuyer: "Thanks",
  }),
  "integrations.finish": (ids) => ({ ...integrationOf(ids), ...defaultFulfilment }),
  "integrations.pullNow": integrationOf,
  "integrations.pause": integrationOf,
  "integrations.resume": integrationOf,
  "orders.preview": (ids) => ({ ...integrationOf(ids), ...toWarehouse(ids) }),
  "orders.previewNextPull": integrationOf,
  "orders.bindSku": (ids) => ({ ...orderOf(ids), sku: "MUG", productCode: "MUG-FOG" }),
  "orders.changeAlias": (ids) => ({
    ...integrationOf(ids),
    sku: "MUG",
    productCode: "MUG-2",
    replaces: "MUG-FOG",
  }),
  "orders.removeAlias": (ids) => ({ ...integrationOf(ids), sku: "MUG", productCode: "MUG-2" }),
  "orders.enterAddress": (ids) => ({
    ...orderOf(ids),
    name: "CANARY Lane",
    firstLine: "1 CANARY Street",
    city: "Fitzroy",
    countryIso: "AU",
  }),
  "orders.chooseWarehouse": ({ orderLinkId, warehouseId }) => ({ orderLinkId, warehouseId }),
  "orders.retry": ({ integrationId, orderLinkId }) => ({
    integrationId,
    orderLinkIds: [orderLinkId],
  }),
  "orders.retryHeld": heldOf,
  "orders.chooseWarehouseForHeld": (ids) => ({ ...heldOf(ids), warehouseId: ids.warehouseId }),
  "orders.dismissHeld": (ids) => ({ ...heldOf(ids), why: "Made by hand" }),
  "orders.adopt": orderOf,
  "orders.enterTracking": (ids) => ({ ...orderOf(ids), trackingCode: "AB12", carrier: "UPS" }),
  "orders.markDone": orderOf,
  "orders.tellLaterParcels": orderOf,
  "orders.dismiss": (ids) => ({ ...orderOf(ids), why: "Made by hand" }),
  "orders.erasePersonalData": (ids) => ({ ...orderOf(ids), allOfBuyer: true }),
  "organisation.saveDetails": () => ({ name: "North", timeZone: "Australia/Perth" }),
  "organisation.saveCartonCloud": () => ({
    region: "global",
    clientId: "c",
    clientSecret: "CANARY-secret",
  }),
  "organisation.testCartonCloud": null,
  "organisation.makeWebhookKey": null,
  "organisation.removeWebhookKey": ({ webhookKeyId }) => ({ keyId: webhookKeyId }),
  "organisation.setCustomerAccess": () => ({ allow: false }),
  "organisation.setSecondFactor": () => ({ required: false }),
  "organisation.setConfigureAccess": ({ customerId }) => ({ customerId, access: "allowed" }),
  "billing.savePriceList": () => ({
    validFrom: mondayToCome(),
    currency: "AUD",
    tiers: [{ fromQuantity: 1, weeklyPrice: "10.00" }],
  }),
  "billing.removePriceList": () => ({ validFrom: mondayToCome() }),
  "billing.savePassOn": ({ customerId }) => ({ customerId, weeklyPrice: "12.00" }),
  "billing.setShowBilling": () => ({ show: false }),
  "billing.correct": ({ integrationId }) => ({
    monday: closedMonday,
    integrationId,
    amount: "-2.50",
    passOn: true,
    reason: "Counted twice",
  }),
  "billing.reconcile": () => ({ monday: closedMonday, csv: "integration,amount\nMaple,10.00" }),
  "people.invite": ({ customerId }) => ({
    email: `${crypto.randomUUID()}@example.test`,
    role: "customer_user",
    customerIds: [customerId],
  }),
  "people.resendInvitation": ({ invitationId }) => ({ invitationId }),
  "people.revokeInvitation": ({ invitationId }) => ({ invitationId }),
  "people.change": ({ userId, customerId }) => ({
    userId,
    role: "customer_user",
    customerIds: [customerId],
  }),
  "people.signOut": ({ userId }) => ({ userId }),
  "people.removeSecondFactor": ({ userId }) => ({ userId, password: everyonesPassword }),
  "people.setDisabled": ({ userId }) => ({ userId, disabled: true }),
  "people.remove": ({ userId }) => ({ userId }),
  "account.startTotp": () => ({ password: everyonesPassword }),
  "account.confirmTotp": () => ({ code: "000000" }),
  "account.removeTotp": () => ({ password: everyonesPassword }),
  "account.changeEmail": () => ({
    email: "moved@example.test",
    password: everyonesPassword,
  }),
  "account.cancelEmailChange": null,
  "account.endSession": ({ sessionId }) => ({ sessionId, password: everyonesPassword }),
  "account.endOtherSessions": () => ({ password: everyonesPassword }),
  "account.chooseMails": () => ({ kind: "shop_silent", wanted: false }),
  "account.switchOrganisation": ({ organisationId }) => ({ organisationId }),
  "account.changePassword": () => ({
    currentPassword: everyonesPassword,
    password: "violin CANARY umbrella",
  }),
  "integrations.remove": ({ integrationId }) => ({ integrationId, typedName: "Renamed" }),
};

/**
 * Mutations that leave nothing behind to be noted: previews; the press of Connect and of the set-up of
 * an authenticator app, whose ends are audited; and where one looks.
 */
export const changesNothing = new Set([
  "account.startTotp",
  "account.switchOrganisation",
  "billing.reconcile",
  "integrations.startConnect",
  "orders.preview",
  "orders.previewNextPull",
]);
