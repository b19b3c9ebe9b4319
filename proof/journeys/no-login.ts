import { addresses } from "@aip/services";
import { type Journey, step } from "../journey.ts";
import { broken, held } from "../outcome.ts";

/** No page and no API answers a caller whom it does not know. */
export const noLogin: Journey = {
  name: "no-login",
  title: "Nobody is answered without a login or a token",
  user: "an unauthenticated caller",
  counter: true,
  steps: ({ environment }) =>
    addresses(environment).map(({ title, service: { login } }) =>
      step(`Is answered by ${title} without a login`, () => {
        const reason = login.reason.replace(/\.$/, "");
        return login.kind === "none"
          ? broken(`It is possible: ${title} answers anyone who reaches it. ${reason}`)
          : held(`Refused: ${reason}`);
      }),
    ),
};
