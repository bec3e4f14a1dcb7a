"""Real telephones and switchboards for the tests: baresip, sipp, Kamailio with rtpengine."""
