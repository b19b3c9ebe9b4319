/** How Pulumi's protocol marks values that are no plain ones (sdk/nodejs/runtime/rpc.ts, sdk/go/common/resource/plugin/rpc.go). */

/** The key under which a marked value says what it is. */
export const signatureKey = "4dabf18193072939515e22adb298388d";

/** Under that key: a secret. */
export const secretSignature = "1b47061264138c4ac30d75fd1eb44270";

/** Under that key: a reference to a resource. */
export const resourceSignature = "5cf8f73096256a8f31e491e813e4eb8e";

/** What is in the place of a value that is not known before something is created, one for each kind of value. */
export const unknownSentinels: ReadonlySet<unknown> = new Set([
  "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7",
  "3eeb2bf0-c639-47a8-9e75-3b44932eb421",
  "04da6b54-80e4-46f7-96ec-b56ff0331ba9",
  "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2",
  "030794c1-ac77-496b-92df-f27374a8bd58",
  "e48ece36-62e2-4504-bad9-02848725956a",
  "dd056dcd-154b-4c76-9bd3-c8f88648b5ff",
]);

/** The one of them for text; how this repository itself marks a value as unknown. */
export const unknownValue = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";
