// What the package exports: the built node and credential classes, by class name.
const { OffBlocks } = require('./dist/nodes/OffBlocks/OffBlocks.node.js');
const { OffBlocksTrigger } = require('./dist/nodes/OffBlocks/OffBlocksTrigger.node.js');
const { OffBlocksApi } = require('./dist/credentials/OffBlocksApi.credentials.js');

module.exports = { OffBlocks, OffBlocksTrigger, OffBlocksApi };
