// A project's time limit for a test, from jest.config.js: jest 30 reads its own testTimeout of all projects only.
jest.setTimeout(globalThis.TIME_LIMIT);
