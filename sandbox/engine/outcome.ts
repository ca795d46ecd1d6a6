import type { EngineEvent, StepEventMetadata } from "@pulumi/pulumi/automation";

/** What the engine did to one resource, or in a preview would do. */
export interface Step {
  /** The engine's: "create", "update", "same", "delete", "replace", ... */
  operation: string;
  type: string;
  urn: string;
  /** Paths of properties that differ. */
  changed: string[];
}

/** The result of one run of the engine. */
export interface Outcome {
  steps: Step[];
  /**
   * Resources that a refresh found different from the state; the operation "delete" means that the resource is gone.
   */
  drift: Step[];
  /** Errors and warnings of the engine. */
  diagnostics: { severity: string; message: string; urn?: string }[];
  /** Broken rules of the policy pack. */
  violations: { level: string; policy: string; message: string }[];
  milliseconds: number;
  /** The errors, as text; undefined if the run succeeded. */
  failed?: string;
}

/** The stack itself, which isn't counted as a resource. */
const STACK_TYPE = "pulumi:pulumi:Stack";

/** Collects the engine's events. */
export class Listener {
  readonly steps: Step[] = [];
  readonly drift: Step[] = [];
  readonly diagnostics: Outcome["diagnostics"] = [];
  readonly violations: Outcome["violations"] = [];
  private readonly began = Date.now();
  /** URNs of resources that are being refreshed. */
  private readonly refreshed = new Set<string>();

  constructor(private readonly onStep: (step: Step) => void = () => undefined) {}

  readonly receive = (event: EngineEvent): void => {
    const { resourcePreEvent, resOutputsEvent, diagnosticEvent, policyEvent } = event;
    if (resourcePreEvent && resourcePreEvent.metadata.type !== STACK_TYPE) {
      const step = stepOf(resourcePreEvent.metadata);
      if (step.operation === "refresh") this.refreshed.add(step.urn);
      else this.steps.push(step);
      this.onStep(step);
    }
    if (resOutputsEvent && this.refreshed.delete(resOutputsEvent.metadata.urn)) {
      const step = stepOf(resOutputsEvent.metadata);
      if (step.operation === "delete" || step.changed.length > 0) this.drift.push(step);
    }
    if (diagnosticEvent && ["error", "warning"].includes(diagnosticEvent.severity)) {
      const message = diagnosticEvent.message.replaceAll(/<\{%.*?%\}>/g, "").trim();
      const { severity, urn } = diagnosticEvent;
      this.diagnostics.push({ severity, message, ...(urn ? { urn } : {}) });
    }
    if (policyEvent) {
      const { enforcementLevel, policyName, message } = policyEvent;
      this.violations.push({
        level: enforcementLevel,
        policy: policyName,
        message: message.replaceAll(/<\{%.*?%\}>/g, "").trim(),
      });
    }
  };

  outcome(failed?: string): Outcome {
    const { steps, drift, diagnostics, violations } = this;
    return {
      steps,
      drift,
      diagnostics,
      violations,
      milliseconds: Date.now() - this.began,
      ...(failed === undefined ? {} : { failed }),
    };
  }
}

function stepOf({ op, type, urn, detailedDiff, diffs }: StepEventMetadata): Step {
  const changed = detailedDiff ? Object.keys(detailedDiff) : (diffs ?? []);
  return { operation: op, type, urn, changed };
}

/** Steps that change something. */
export function changes({ steps }: Outcome): Step[] {
  return steps.filter(({ operation }) => !["same", "read"].includes(operation));
}

/** Operation -> number of steps. */
export function counts({ steps }: Outcome): Record<string, number> {
  const found: Record<string, number> = {};
  for (const { operation } of steps) found[operation] = (found[operation] ?? 0) + 1;
  return found;
}
