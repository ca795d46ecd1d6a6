// Constants of the engine's wire format and of its states: sdk/go/common/resource/sig and plugin/rpc.go of pulumi.

/** Key of special objects, whose value says which kind they are. */
export const SIGNATURE = "4dabf18193072939515e22adb298388d";

/** The kind that is a secret. */
export const SECRET = "1b47061264138c4ac30d75fd1eb44270";

/** A value that only an `up` will know. */
export const COMPUTED = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
