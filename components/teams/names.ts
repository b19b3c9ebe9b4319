/** Name of a team's namespace. */
export const teamNamespace = (team: string): string => `team-${team}`;

/** Tags of what is a team's own, by which its costs are told from the platform's. */
export const teamTags = (team: string) => ({ Owner: team });

/** Service account in each team's namespace whose pods have the team's identity. */
export const teamAccount = "team";
