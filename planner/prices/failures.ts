/** AWS answered, but without the prices of any instance type. */
export class NoAnswer extends Error {}

/** A price list that can't be read; the message says why. */
export class PriceListError extends Error {}

/** The permissions that a refresh needs. */
export const PERMISSIONS = "pricing:GetProducts, ec2:DescribeSpotPriceHistory and ec2:DescribeInstanceTypes";

const NEEDED = `Needed are the permissions ${PERMISSIONS}.`;
const EXPIRED = ["ExpiredToken", "ExpiredTokenException", "RequestExpired"];
const REJECTED = [
  "AuthFailure",
  "InvalidClientTokenId",
  "InvalidSignatureException",
  "SignatureDoesNotMatch",
  "UnrecognizedClientException",
];
const FORBIDDEN = ["AccessDenied", "AccessDeniedException", "OptInRequired", "UnauthorizedOperation"];
const UNREACHABLE = ["EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ENOTFOUND", "ETIMEDOUT", "TimeoutError"];

/** Cause of a failed call and what to do; undefined for a bug of this program. */
export function explain(error: unknown): string | undefined {
  if (error instanceof NoAnswer || error instanceof PriceListError) return error.message;
  if (!(error instanceof Error)) return undefined;
  const { name, message } = error;
  const code = "code" in error ? String(error.code) : name;
  if (["CredentialsProviderError", "TokenProviderError"].includes(name)) {
    return `No usable AWS credentials: set AWS_PROFILE, or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY. ${NEEDED} (${message})`;
  }
  if (EXPIRED.includes(name)) return `The AWS credentials have expired: sign in again. (${message})`;
  if (REJECTED.includes(name)) {
    return `AWS rejects the credentials, or the region is not enabled in the account. ${NEEDED} (${message})`;
  }
  if (FORBIDDEN.includes(name)) return `The AWS credentials lack permissions. ${NEEDED} (${message})`;
  if (UNREACHABLE.includes(code) || UNREACHABLE.includes(name)) return `AWS can't be reached: ${message}`;
  return "$metadata" in error ? `AWS answered with ${name}: ${message}` : undefined;
}
