export { accountWithoutCard } from './accountWithoutCard';
export { issuedInBurst } from './issuedInBurst';
export { liveOnEnded } from './liveOnEnded';
export { networkNotAllowed } from './networkNotAllowed';
export { notOnRoster, ROSTER_KEYS, rosterEntry, type RosterKey } from './notOnRoster';
export { reissued } from './reissued';
export { sharedAddress } from './sharedAddress';
