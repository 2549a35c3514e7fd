// npm run soak:creates [-- CREATES [KILLS]]: default 20,000 creates at 30 % trouble, n8n killed three times.
import { soakCreates } from '../test/support/soakCreates.mts';

const [creates = 20_000, kills = 3] = process.argv.slice(2).map(Number);
const result = await soakCreates({ creates, share: 0.3, kills, say: console.log });
console.log(result);
const perfect = result.accountsByCards[1] === creates && result.mismatched === 0;
console.log(perfect ? 'One card an account, none lost.' : 'WRONG: cards doubled or lost.');
process.exit(perfect ? 0 : 1);
