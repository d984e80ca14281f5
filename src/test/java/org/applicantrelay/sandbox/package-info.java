/**
 * The sandbox: simulators of idibu and Jobtrain that keep to {@code partners/}, for tests and for a first look.
 * Only the JDK and Jackson are used here, and for mail GreenMail with Angus Mail, so that the simulators share no code,
 * and no mistake, with the relay.
 */
package org.applicantrelay.sandbox;
