/**
 * Lets the SDK pass over the rules that a resource is none of the business of. For each policy it would read the whole
 * resource anew, and only then ask; it asks before only where a policy names a single type (`__pulumiType` in the SDK's
 * server.js). So the first policy of the pack notes the type of the request, every other one gives that type as its own
 * or another one, and the last policy wipes the note.
 *
 * The SDK judges one request after the other, since no rule waits for anything. Should that change, the first policy
 * finds the note of another request: from then on nothing is passed over, which is slower and never wrong.
 */
export class Dispatch {
  #type: string | undefined;
  #trusted = true;

  /** For the first policy of the pack. */
  begin(type: string): void {
    if (this.#type !== undefined) this.#trusted = false;
    this.#type = type;
  }

  /** For the last policy of the pack. */
  end(): void {
    this.#type = undefined;
  }

  /** Marks a policy's function with the type of the request, where it applies to it. */
  marked<F extends object>(applies: (type: string) => boolean, run: F): F {
    return Object.defineProperty(run, "__pulumiType", {
      get: () => {
        const type = this.#type;
        if (!this.#trusted || type === undefined) return undefined;
        return applies(type) ? type : "another type";
      },
    });
  }
}
