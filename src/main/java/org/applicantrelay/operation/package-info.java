/** What operators can do beyond looking: beans that are reached over JMX, and no others. */
package org.applicantrelay.operation;
