/** The wizard's steps in order: the id is in the address, the title on the page. */
export const wizardSteps = [
  { id: "initial-configuration", title: "Initial Configuration" },
  { id: "authentication", title: "Authentication" },
  { id: "order-creation", title: "Order Creation" },
  { id: "fulfilment", title: "Fulfilment" },
] as const;
export type WizardStep = (typeof wizardSteps)[number]["id"];
