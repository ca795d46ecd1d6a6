import { z } from "zod";

/** Names as Kubernetes accepts them: apimachinery, pkg/api/validation and pkg/util/validation. */

const LABEL_VALUE = "[A-Za-z0-9]([-A-Za-z0-9_.]{0,61}[A-Za-z0-9])?";
const DNS_SUBDOMAIN = "[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*";

/** A namespace, and what becomes a part of other names. */
export const dnsLabel = z
  .string()
  .regex(
    /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "a name of at most 63 lower-case letters, digits and dashes",
  );

/** A Service, whose name must not start with a digit. */
export const serviceName = z
  .string()
  .regex(
    /^[a-z]([-a-z0-9]{0,61}[a-z0-9])?$/,
    "a name of at most 63 lower-case letters, digits and dashes that starts with a letter",
  );

/** The key of a label or a taint: a name, with or without a domain before it. */
export const labelKey = z
  .string()
  .regex(
    new RegExp(`^(${DNS_SUBDOMAIN}/)?${LABEL_VALUE}$`),
    'the key of a label, for example "workload-type" or "nvidia.com/gpu"',
  );

/** The value of a label or a taint. */
export const labelValue = z
  .string()
  .regex(
    new RegExp(`^(${LABEL_VALUE})?$`),
    "at most 63 letters, digits, dashes, dots and underscores, with a letter or a digit at both ends",
  );

/** A priority class; names that start with "system-" are Kubernetes' own. */
export const priorityClassName = z
  .string()
  .regex(
    /^(?!system-)[a-z0-9]([-a-z0-9]{0,251}[a-z0-9])?$/,
    'a name of lower-case letters, digits and dashes that does not start with "system-"',
  );
