import { z } from "zod";
import { encryptedUrl } from "../network/addresses";
import { duration, seconds } from "../kubernetes/quantity";

/** Alertmanager remembers for 120 hours what it has sent (the chart's alertmanagerSpec.retention), then sends it again. */
const repeatInterval = duration.pipe(
  z.string().refine((text) => seconds(text) <= 120 * 3600, {
    error: "at most 5d: after that Alertmanager no longer knows what it has sent",
  }),
);

/** Who is notified of alerts, budgets and anomalies, and how often while they last. */
export const notificationSettings = z.strictObject({
  // AWS asks each address once to confirm its subscription.
  emails: z
    .array(z.email("an e-mail address").max(254))
    .min(1)
    .refine((emails) => new Set(emails.map((email) => email.toLowerCase())).size === emails.length, {
      error: "each address once",
    }),
  slack: z
    .strictObject({
      // Alertmanager reads it as a template.
      channel: z
        .string()
        .regex(
          /^#[\p{L}\p{N}_-]{1,80}$/u,
          'a channel, for example "#alerts": at most 80 letters, digits, "-" and "_"',
        ),
      webhookUrl: encryptedUrl, // encrypted: the stack's file never has it as plain text
    })
    .optional(),
  // Called every five minutes while Prometheus and Alertmanager work; encrypted like the webhook.
  heartbeatUrl: encryptedUrl.optional(),
  // False in a member account of an AWS organization: only the management account may watch a tag.
  costAnomalies: z.boolean(),
  repeatEvery: z.strictObject({ critical: repeatInterval, others: repeatInterval }),
  // Where docs/runbooks is published: each alert links to its page there.
  runbookUrl: z
    .url({ protocol: /^https$/, error: 'an address that starts with "https://"', abort: true })
    .refine((url) => !url.endsWith("/"), { error: "an address without a slash at its end" })
    // The page's name is appended, and Prometheus and Grafana read the result as a template.
    .refine((url) => /^[\w.~:/@%+-]+$/.test(url), {
      error: 'an address of only letters, digits and "._~:/@%+-": no query, no "#", no "{{" and no "$"',
    }),
});

export type NotificationSettings = z.infer<typeof notificationSettings>;
