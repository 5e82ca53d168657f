-- contract of 0008_hostile: since its triggers, whoever changes or empties the audit log is refused.
-- The product's own role writes and reads the audit log, and has no right to do more; the triggers
-- hold back the owner of the table too.
revoke update, delete, truncate, references, trigger on audit_entry from self_managed_integrations;
