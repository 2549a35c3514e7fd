export const HELP = `The OffBlocks API on loopback.

Usage: without a command           start it; its page is at http://127.0.0.1:4010/
       call METHOD PATH [BODY]     a call signed with the sandbox's key, e.g. call GET /cards;
                                   BODY is JSON, @FILE, or - for stdin
       emit TYPE                   send a webhook event: customer.updated, account.updated, card.updated,
                                   authorisation.updated, transaction.updated
       clock [TIME | BY | reset]   read the clock, set it (2031-05-06T00:00:00Z), move it (90s, 15min, 2h, 30d, 1w,
                                   1mo, 1y; -1d is back), or put it right
       reset                       everything as at the start, but for credentials and keys
       dump [FILE]                 the state as a seed: YAML where FILE ends so, else JSON
The commands go to the sandbox that runs; where several do, --port N says to which.

Options
  --port N            port on 127.0.0.1 (default 4010, or the next free one; 0: any free one)
  --data FILE         where all data is stored (default: the user's data folder; ":memory:": not stored)
  --cards N           generate fake cards up to this number (default 0: only the built-in sample data)
  --payments N        generate fake payments of those cards up to this number (default 0)
  --seed FILE         initial data of a new data file, instead of the built-in sample data: YAML or JSON,
                      see seed.schema.json
  --showroom          a new data file gets more sample data, with dates relative to today (the demo uses this)
  --token-ttl SECONDS lifetime of an access token (default 3600)
  --speed N           webhook retries run N times faster than the vendor's (default 1)
  --step-ms N         how long each automatic step of the API takes (default 20)
  --json              first line of output: one JSON object with addresses, credentials and keys
  --help              this text

What is not known about OffBlocks' API (the first value is the default)
  --signature-refusal text400|json401    answer to a bad signature: 400 "invalid required signature", or 401 JSON
  --error-body message|text|empty|nested shape of all other error bodies
  --second-card 400|409                  status for a second card of one type on an account
  --delivery-signature signed|digest|none
                                         signed; signed including a digest of the body; not signed
  --delivery-components "NAMES"          what the signature of a delivery covers instead; "": nothing
  --delivery-retry-signature anew|same   a repeated delivery is signed again, or keeps its signature

The sandbox's clock (its Date header, signatures, tokens, timestamps)
  --clock-offset SECONDS                 ahead of this machine's; negative: behind (default 0)
  --clock-drift SECONDS                  gained per second (default 0)

Options of the commands
  --port N            of the sandbox
  --account ID        emit: about this account (or a card of it)
  --card ID           emit: about this card
`;
