import { z } from "zod";
import { scheduleSettings } from "../scaling/schedule.settings";

/** Spot nodes that placeholder pods keep. */
export const spotReserveSettings = z.strictObject({
  nodes: z.int().min(1),
  priority: z.string(), // one of the stack's priority classes
  schedule: scheduleSettings.optional(), // absent: around the clock
});

export type SpotReserveSettings = z.infer<typeof spotReserveSettings>;
