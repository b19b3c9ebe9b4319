const whole = new Intl.NumberFormat("en-US", { maximumFractionDigits: 0 });
const cents = new Intl.NumberFormat("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 });

/** An amount for people: cents below 100 dollars, whole dollars above. */
export const usd = (amount: number): string =>
  `${amount < 0 ? "-" : ""}$${Math.abs(amount) < 100 ? cents.format(Math.abs(amount)) : whole.format(Math.abs(amount))}`;

/** The same for a change: what is dearer has a plus. */
export const signed = (amount: number): string => (amount > 0 ? `+${usd(amount)}` : usd(amount));
