import { ACCOUNT_ID } from "../../planner/believable-outputs";

/** Whom the stand-in takes the program for. */
export const callerIdentity = {
  accountId: ACCOUNT_ID,
  arn: `arn:aws:iam::${ACCOUNT_ID}:user/sandbox`,
  id: ACCOUNT_ID,
  userId: "AIDASANDBOX",
};
