export const HELP = `Usage: main.mts [options]            start the OffBlocks API on loopback
       main.mts emit TYPE [options]  have a running sandbox send a webhook event

Options
  --port N            port on 127.0.0.1 (default 4010, or the next free one; 0: any free one)
  --data FILE         where everything is kept (default: the user's data folder; ":memory:": nowhere)
  --cards N           at least this many cards, made up if need be (default 0: the small world as it is)
  --token-ttl SECONDS how long a bearer token lives (default 3600)
  --speed N           webhook retries run N times faster than the vendor's (default 1)
  --step-ms N         how long each step takes that the API takes by itself (default 20)
  --json              first line of output: one JSON object with addresses, credentials and keys
  --help              this text

What is not known of the vendor's API (the first is the default)
  --signature-refusal text400|json401    answer to a bad signature: 400 "invalid required signature", or 401 JSON
  --error-body message|text|empty|nested shape of all other error bodies
  --second-card 400|409                  status for a second card of one type on an account
  --delivery-signature signed|digest|none
                                         deliveries are signed; also over a digest of the body; not at all
  --delivery-components "NAMES"          what a delivery's signature covers instead; "": nothing
  --delivery-retry-signature anew|same   a repeated delivery is signed again, or as it was

The sandbox's clock (its Date header, signatures, tokens, timestamps)
  --clock-offset SECONDS                 ahead of this machine's; negative: behind (default 0)
  --clock-drift SECONDS                  gains so much more each second (default 0)

Options of emit (TYPE: customer.updated, account.updated, card.updated, authorisation.updated, transaction.updated)
  --port N            port of the running sandbox (default 4010)
  --account ID        about this account (or a card of it)
  --card ID           about this card
`;
