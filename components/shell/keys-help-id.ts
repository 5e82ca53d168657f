/** Ties the window of keys to what opens it. */
export const keysHelpId = "keys-help";
