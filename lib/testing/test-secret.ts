/** The secret of the tests, as long as a real one must be. */
export const TEST_SECRET = "test-secret-of-at-least-32-characters";
