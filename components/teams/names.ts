/** Name of a team's namespace. */
export const teamNamespace = (team: string): string => `team-${team}`;

/** Service account in each team's namespace whose pods have the team's identity. */
export const teamAccount = "team";
