/**
 * Archives in stores that speak S3, by the AWS SDK for Java. Loaded only for them, by a class
 * loader of their own.
 */
package dev.sessionlog.archive.s3;
