export const HELP = `Usage: npm run sandbox -- [options]            start the OffBlocks API on this machine
       npm run sandbox -- emit TYPE [options]  make a running sandbox send a webhook event

Options
  --port N            port on 127.0.0.1 (default 4010, or the next free one; 0: any free one)
  --data FILE         where all data is stored (default: the user's data folder; ":memory:": not stored)
  --cards N           generate fake cards up to this number (default 0: only the built-in sample data)
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

Options of emit (TYPE: customer.updated, account.updated, card.updated, authorisation.updated, transaction.updated)
  --port N            port of the running sandbox (default 4010)
  --account ID        about this account (or one of its cards)
  --card ID           about this card
`;
