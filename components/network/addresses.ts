import { z } from "zod";

/** Replaces an encrypted value where it can't be decrypted. */
export const ENCRYPTED = "[secret]";

/**
 * A host that the load balancer serves: a name of RFC 1123 as the load balancer's host condition accepts it, so with
 * a dot, and only letters after the last one.
 */
export const hostName = z
  .string()
  .regex(
    /^(?=.{1,128}$)([a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?\.)+[a-z]{2,63}$/,
    'a host name in lower case of at most 128 characters, for example "app.example.com"',
  );

/** Characters, length and wildcards of a path condition: ELB User Guide, "Path conditions" and "Rules" of the quotas. */
const PATH_PATTERN = /^(?=[^*?]*([*?][^*?]*){0,5}$)\/[-A-Za-z0-9_.$/~"'@:+&*?]{0,127}$/;

/** A path pattern of the load balancer. */
export const pathPattern = z
  .string()
  .regex(
    PATH_PATTERN,
    'a path pattern that starts with "/", of at most 128 letters, digits and _-.$/~"\'@:+& with at most five wildcards, * and ?',
  );

/** The path of a probe, which kubelets and the load balancer request: printable ASCII, without a fragment. */
export const probePath = z
  .string()
  .regex(
    /^\/[!"$-~]{0,1023}$/,
    'a path that starts with "/", of at most 1024 printable characters without spaces and #',
  );

/** An HTTPS address. */
export const httpsUrl = z
  .string()
  .refine(isHttpsUrl, { error: 'an address that starts with "https://", without a user, spaces and #' });

/** An address that is encrypted in the stack's file. Only a preview and an `up` decrypt it, so only they can check it. */
export const encryptedUrl = z.string().refine((text) => text === ENCRYPTED || isHttpsUrl(text), {
  error: 'an encrypted address that starts with "https://", without a user, spaces and #',
});

function isHttpsUrl(text: string): boolean {
  if (!/^https:\/\/[^\s#@{}\\]+$/.test(text)) return false;
  try {
    return new URL(text).hostname !== "";
  } catch {
    return false;
  }
}
