/** Long runs of real processes against partners that fail; each of them runs only by {@code ./mvnw verify -Psoak}. */
package org.applicantrelay.soak;
