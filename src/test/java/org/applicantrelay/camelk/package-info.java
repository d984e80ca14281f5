/** The check of {@code camel-k/}: what its resources are once they are put together, and whether the relay fits them. */
package org.applicantrelay.camelk;
