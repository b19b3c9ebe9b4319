/**
 * EC2 families that AWS counts as previous generation and recommends to leave, and what they move to. The flag of the
 * API is not used for it: it also marks families of 2021 to 2023 that are on sale everywhere.
 * Source: https://aws.amazon.com/ec2/previous-generation/, and for A1, C4, M4, R4, T2 the families that followed them.
 * Read 2026-11-21.
 */
const successors: Readonly<Record<string, string>> = {
  a1: "t4g or m7g",
  c1: "c7i or c7g",
  c3: "c7i or c7g",
  c4: "c7i or c7g",
  cc2: "c7i or c7g",
  cr1: "r7i or r7g",
  d2: "d3",
  g2: "g6",
  g3: "g6",
  g3s: "g6",
  h1: "d3",
  hs1: "d3",
  i2: "i4i",
  i3: "i4i or i7i",
  m1: "m7i or m7g",
  m2: "r7i or r7g",
  m3: "m7i or m7g",
  m4: "m7i or m7g",
  p2: "g6 or p4d",
  p3: "g6e or p4d",
  r3: "r7i or r7g",
  r4: "r7i or r7g",
  t1: "t3 or t4g",
  t2: "t3 or t4g",
  x1: "x2idn",
  x1e: "x2iedn",
};

/** What a family of the previous generation should move to; undefined for a family that is current. */
export const successorOf = (family: string): string | undefined =>
  Object.hasOwn(successors, family) ? successors[family] : undefined;
