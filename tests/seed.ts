import fc from 'fast-check'

/**
 * Property tests try the same cases wherever the same commit runs: what fails, fails for everybody, and a green tree stays green. Another seed
 * finds other things: `PROPERTY_SEED=7 npm run test:unit -- NAME`, and `npm run explore` tries many (docs/decisions/0045).
 */
const PROPERTY_SEED = Number(process.env.PROPERTY_SEED ?? 20_260_701)

fc.configureGlobal({ ...fc.readConfigureGlobal(), seed: PROPERTY_SEED })
