/** What the packaged jar and the image consist of, and the scripts that make it. */
package org.applicantrelay.image;
