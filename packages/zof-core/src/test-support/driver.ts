/** The script of a service that the tests run on in place of sockets of this process; undefined: on those. */
export const externalDriver: string | undefined = process.env.ZOF_TEST_OFTR;

/** Whether the tests run on sockets of this process: what is about them alone needs that. */
export const isNative = externalDriver === undefined;
