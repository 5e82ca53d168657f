export type FieldKind = "text" | "boolean" | "datetime";

/** What an operation can search: pointers with their kind, and old names that stand for pointers. */
export type SearchFields = { pointers: Record<string, FieldKind>; names: Record<string, string> };

const names = {
  reference: "/references/customer",
  customerName: "/customer/name",
  customerId: "/customer/id",
};

export const orderFields: SearchFields = {
  pointers: {
    "/references/customer": "text",
    "/customer/name": "text",
    "/customer/id": "text",
    "/timestamps/created/time": "datetime",
    "/timestamps/modified/time": "datetime",
    "/timestamps/dispatched/time": "datetime",
    "/timestamps/packed/time": "datetime",
    "/status": "text",
  },
  names,
};

export const productFields: SearchFields = {
  pointers: {
    "/id": "text",
    "/code": "text",
    "/name": "text",
    "/customer/id": "text",
    "/customer/name": "text",
    "/details/active": "boolean",
    "/timestamps/created/time": "datetime",
    "/timestamps/modified/time": "datetime",
  },
  names: {},
};

/** Old names of run sheets, drivers and delivery runs are known, though nothing here has one. */
export const consignmentFields: SearchFields = {
  pointers: { "/generatedFromTask/id": "text", "/details/type": "text" },
  names: {
    ...names,
    runSheetId: "/details/runsheet/id",
    runSheetDate: "/details/runsheet/date",
    runSheetName: "/details/runsheet/name",
    runSheetStatus: "/details/runsheet/status",
    driverId: "/user/id",
    driverName: "/user/name",
    deliveryRunId: "/details/deliveryRun/id",
    deliveryRunName: "/details/deliveryRun/name",
  },
};
