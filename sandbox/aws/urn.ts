/** The resource's type token, without those of its parents: "aws:ec2/vpc:Vpc". */
export function typeOf(urn: string): string {
  return urn.split("::")[2]!.split("$").pop()!;
}

/** The resource's name in the program; it may contain "::" itself. */
export function nameOf(urn: string): string {
  return urn.split("::").slice(3).join("::");
}
