import { PolicyPack } from "@pulumi/policy";
import { policiesOf } from "./policy";
import { RULES } from "./rules/all";

new PolicyPack("betterprompts-budget", { enforcementLevel: "mandatory", policies: policiesOf(RULES) });
