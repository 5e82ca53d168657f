import { accountRouter } from "@/server/account/router";
import { auditRouter } from "@/server/audit/router";
import { billingRouter } from "@/server/billing/router";
import { integrationsRouter } from "@/server/integrations/router";
import { ordersRouter } from "@/server/orders/router";
import { organisationRouter } from "@/server/organisations/router";
import { peopleRouter } from "@/server/people/router";
import { searchRouter } from "@/server/search/router";
import { router } from "./init";

export const appRouter = router({
  integrations: integrationsRouter,
  orders: ordersRouter,
  organisation: organisationRouter,
  people: peopleRouter,
  billing: billingRouter,
  audit: auditRouter,
  search: searchRouter,
  account: accountRouter,
});
